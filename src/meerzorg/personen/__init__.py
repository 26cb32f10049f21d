"""Clients of a zorgkantoor, who acts for them or knows about them, and the actor behind every act."""
