"""The sections of the report: each turns results into what the template shows, ready in one language."""
