"""What was recorded about an application, by whom and why; its status is derived, its decisions are frozen."""
