"""The built course to take away: the whole site as one zip, and a printed book as one PDF."""
