"""Scripted customers who negotiate for up to eight turns, and what is measured on what is answered to them."""
