"""Scoring judges: pure rules from observation to verdict, without network or clock."""
