namespace Customers.Domain.Orders;

public enum OrderStatus { Draft, Pending, Confirmed, Fulfilled, Closed, Cancelled }
