namespace Customers.Domain.Orders;

public enum OrderStatus { Draft, Pending, Confirmed, Fulfilled, Closed, Cancelled }

/// <summary>What people do to an order's status.</summary>
public enum OrderMove { Confirm, Fulfil, Close, Cancel, Reopen }

/// <summary>All moves there are (CONTRACT §4).</summary>
public static class OrderMoves
{
    private static readonly Dictionary<(OrderStatus From, OrderMove Move), OrderStatus> Table = new()
    {
        [(OrderStatus.Draft, OrderMove.Confirm)] = OrderStatus.Confirmed,
        [(OrderStatus.Pending, OrderMove.Confirm)] = OrderStatus.Confirmed,
        [(OrderStatus.Confirmed, OrderMove.Fulfil)] = OrderStatus.Fulfilled,
        [(OrderStatus.Fulfilled, OrderMove.Close)] = OrderStatus.Closed,
        [(OrderStatus.Draft, OrderMove.Cancel)] = OrderStatus.Cancelled,
        [(OrderStatus.Pending, OrderMove.Cancel)] = OrderStatus.Cancelled,
        [(OrderStatus.Confirmed, OrderMove.Cancel)] = OrderStatus.Cancelled,
        [(OrderStatus.Closed, OrderMove.Reopen)] = OrderStatus.Confirmed,
        [(OrderStatus.Cancelled, OrderMove.Reopen)] = OrderStatus.Confirmed,
    };

    /// <summary>Null where the status does not allow the move.</summary>
    public static OrderStatus? After(OrderStatus from, OrderMove move) => Table.TryGetValue((from, move), out var to) ? to : null;
}
