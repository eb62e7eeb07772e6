using Customers.Domain.Amounts;

namespace Customers.Domain.Payments;

/// <summary>A payment as somebody records it.</summary>
/// <param name="Date">When the money came; null = today.</param>
/// <param name="Allocations">Which invoices it settles; empty = the oldest due first.</param>
/// <param name="AutoAllocate">False: what is not allocated here waits until somebody allocates it.</param>
public sealed record PaymentWish(
    Money Amount, string? Method, DateOnly? Date, string? Reference, string? Notes, IReadOnlyList<AllocationWish> Allocations, bool AutoAllocate, string? Number);

/// <summary>A part of the money for one invoice, or for the open invoices of an order, the oldest due first.</summary>
public sealed record AllocationWish(string? InvoiceId, string? OrderId, Money Amount);
