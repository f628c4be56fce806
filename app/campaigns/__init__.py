"""Floor 5¼: reminders, and mails that organisers write to groups."""
