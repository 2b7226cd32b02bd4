"""What States agreed: compacts, their principles, objectives and actions, whom they mean, how they are measured."""
