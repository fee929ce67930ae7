"""What in the course changes when numbers of the dataset change: `python -m regenmed affected`.

Two processes run every page and read every question, one with the course's data and one with a
changed copy (`snapshot`); what differs is then put beside the place in the sources that shows it.
"""
