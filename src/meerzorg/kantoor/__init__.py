"""The screens of the zorgkantoor."""
