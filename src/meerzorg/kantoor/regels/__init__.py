"""What everyone may read: the law as executed, and the manual."""
