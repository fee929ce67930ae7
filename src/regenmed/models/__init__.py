"""Mechanisms, one file each: equations from the literature, solved for many settings at once.

Nothing here is a forecast for a patient. Each docstring says which part is published and which part
is an assumption of this course.
"""
