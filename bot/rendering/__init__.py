"""What people read: pure functions from state and protocol to text."""
