"""How fast it is, measured. Not part of the test suite: times on a shared machine wander."""
