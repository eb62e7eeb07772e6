namespace Customers.Domain.Customers;

/// <summary>Limits of what is put on a customer one by one.</summary>
public static class CustomerRules
{
    public const int MostAlerts = 20;
    public const int LongestAlert = 500;
    public const int MostFavorites = 200;
}
