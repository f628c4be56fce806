"""Organisers' own words of an event's mails: the list, one mail in one language, its preview, a test."""
