"""What is escalated, how often, and how long an answer takes."""
