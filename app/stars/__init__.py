"""Floor 3¼: sessions a visitor has starred, before anything is booked."""
