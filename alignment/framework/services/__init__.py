"""What is written: one function a deed."""
