"""A person's own pages.

Two doors: the personal link (`/p/<token>`, from the mails) and signing in (`/<event>/my`). Mails get
forwarded, so the link shows places, joins, answers offers, gives up a place and fetches the certificate,
no more; asking for another session needs the code that signing in sends, handing one's place on a fresh
one.
"""
