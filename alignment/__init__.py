"""Throughline: how learning links to business goals."""
