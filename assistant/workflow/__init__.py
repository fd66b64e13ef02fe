"""The use cases, one per file: each takes the desk, who acts, and what they want done."""
