"""What people say in a pull request, and how it is understood: comments, boxes and corrections."""
