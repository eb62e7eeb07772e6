using Customers.Domain.Accounts;
using Customers.Domain.Catalogue;
using Customers.Domain.Deliveries;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Invoices;
using Customers.Domain.Orders;
using Customers.Domain.Payments;
using Customers.Domain.Quotes;
using Customers.Domain.Returns;

namespace Customers.Domain.Tests.Setup;

/// <summary>What people do with a customer's sales and money, for one request of a process: a repeat has the same ids.</summary>
public sealed class Bookkeeping
{
    public Bookkeeping(UseCases process, IDocumentStore documents, CustomerGates gates, IIdSource ids, TimeProvider clock)
    {
        var (products, account) = (new ProductStore(documents), new WriteAccount(documents, process.Customers, process.Settings, new(documents), gates, ids, clock));
        var create = new CreateNumbered(account, process.Take, ids);
        Apply = new(account);
        (CreateOrder, ChangeOrder) = (new(create, products, process.Take), new(account, products, ids));
        (Quotes, Accept) = (new(account, create, products, process.Take, ids), new(create));
        (Invoices, CashSales, CreditNotes) = (new(create, Apply, products, documents), new(create, products), new(create, Apply, products, documents));
        (Returns, Deliveries) = (new(create), new(create));
        (Payments, Allocations) = (new(create, account, Apply, documents), new(account, ids));
        (Voids, Refunds, Adjustments) = (new(account, Allocations, ids), new(account, ids), new(account, ids));
    }

    public ApplyCredits Apply { get; }
    public CreateOrder CreateOrder { get; }
    public ChangeOrder ChangeOrder { get; }
    public ChangeQuote Quotes { get; }
    public AcceptQuote Accept { get; }
    public PostInvoice Invoices { get; }
    public RecordCashSale CashSales { get; }
    public RecordCreditNote CreditNotes { get; }
    public ReturnGoods Returns { get; }
    public DeliverGoods Deliveries { get; }
    public RecordPayment Payments { get; }
    public ChangeAllocations Allocations { get; }
    public VoidPayment Voids { get; }
    public RecordRefund Refunds { get; }
    public RecordAdjustment Adjustments { get; }
}
