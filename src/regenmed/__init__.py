"""Data, models, explorers and quizzes of the course *Repair, Retrain, Remit*."""
