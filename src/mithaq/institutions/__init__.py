"""Who runs a compact here: each institution is a tenant with its own address, languages and charter."""
