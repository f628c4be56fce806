"""The demo: an invented day that shows what the tool does. Stands above all floors."""
