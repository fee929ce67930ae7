"""Check the dataset: text, schema, keys, and what the numbers must have in common."""

from regenmed.validation.check import check, read_folder
from regenmed.validation.fingerprints import fingerprints
from regenmed.validation.problem import Problem

__all__ = ["Problem", "check", "fingerprints", "read_folder"]
