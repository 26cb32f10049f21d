"""The screens of logging in and of the own account."""
