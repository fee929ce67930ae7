"""Property tests: the same examples in each run, and no limit of time on a busy machine."""

from hypothesis import settings

settings.register_profile("evidence", deadline=None, derandomize=True)
settings.load_profile("evidence")
