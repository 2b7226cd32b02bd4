"""Mithaq runs an international compact from consultation to commitment to review."""

__version__ = "0.1.0"
