"""What a store must offer to a desk, seen from the casework: one module a subject."""
