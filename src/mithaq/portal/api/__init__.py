"""The same public things for machines: JSON under `/api/v1/`, read only, described in OpenAPI.

Whoever asks is nobody in particular: signed in or not, an answer holds what anybody may see.
"""
