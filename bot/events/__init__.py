"""What people say on GitHub, and how it is followed: comments, ticked boxes and corrections."""
