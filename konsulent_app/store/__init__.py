"""The encrypted local database: the only place of the app that speaks SQL."""
