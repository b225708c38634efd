"""Calibration sessions: several people label the same items blind, then talk and decide."""
