"""PDFs and QR codes. What is printed is plain values and a template; a child process of its own makes
the pages (`renderer.py`), so that neither the site nor the worker load WeasyPrint."""
