"""What keeps the course true as time goes by: dead links and stale verdicts."""
