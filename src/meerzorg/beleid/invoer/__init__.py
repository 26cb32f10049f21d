"""What comes in: the assumptions, a population file of one's own, and files that appear whole or not at all."""
