"""The explorers of the lessons, one file each: a model or an arithmetic, ready to be moved."""
