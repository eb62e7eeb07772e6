namespace Customers.Domain.Customers;

public enum CustomerKind { Individual, Business }

public enum Channel { B2b, D2c }

public enum CustomerStatus { Active, Inactive, Pending }

public enum InvoicingMethod { OnOrder, OnShipment, Manual }

public enum ProductDisplay { StandardAndExclusive, ExclusiveOnly }
