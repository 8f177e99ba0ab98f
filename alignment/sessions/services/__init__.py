"""What leads and participants do in a guided session: one function a deed."""
