"""The rules of the product: pure functions over plain data, without a database."""
