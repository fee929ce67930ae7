"""The instructor guide: what its pages take from the lessons' frame and from the question bank."""
