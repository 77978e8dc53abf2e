"""Referral bodies (remissinstanser): who is asked, the letter and its link, reminders, answers, who has answered."""
