"""The screen Beleid: a policy question about fictional people."""
