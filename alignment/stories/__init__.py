"""Stories: what somebody said or saw about an item, evidence in words beside the numbers."""
