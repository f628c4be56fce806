"""From the call for proposals to a session of the programme: drafts, reviews, decisions, confirmation."""
