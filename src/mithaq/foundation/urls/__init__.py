"""Addresses of the foundation: plain (no language), account, pages."""
