"""What a person should know or do next, said once, in their own language."""
