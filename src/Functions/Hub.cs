using Customers.Domain.Addresses;
using Customers.Domain.Attachments;
using Customers.Domain.Catalogue;
using Customers.Domain.Claims;
using Customers.Domain.Contacts;
using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Accounts;
using Customers.Domain.Deliveries;
using Customers.Domain.Invoices;
using Customers.Domain.Jobs;
using Customers.Domain.Merging;
using Customers.Domain.Notes;
using Customers.Domain.Orders;
using Customers.Domain.Payments;
using Customers.Domain.Quotes;
using Customers.Domain.Redaction;
using Customers.Domain.Reports;
using Customers.Domain.Returns;
using Customers.Domain.Settings;
using Customers.Domain.Stores;
using Customers.Domain.Subscriptions;
using Customers.Functions.Api;
using Customers.Functions.Http;
using Customers.Functions.Imports;
using Customers.Functions.Jobs;
using Customers.Functions.Security;
using Customers.Functions.Storage;
using Customers.Functions.Stores;
using Customers.Functions.Subscriptions;
using Customers.Functions.Telemetry;
using Customers.Functions.Webhooks;

namespace Customers.Functions;

/// <summary>The application itself, the same in both shells: what it stores, what it consists of, what it answers.</summary>
public static class Hub
{
    public static IReadOnlyList<DocumentType> Documents =>
    [
        CustomerDocuments.Type, DeletedCustomer.Type, MergedCustomer.Type, BranchLink.Type, Contact.Type, CustomerAddress.Type, Note.Type, Order.Type, AbsentOrder.Type, Quote.Type, SalesReturn.Type, DeliveryNote.Type, Posting.Type, YearSums.Type, HistoryEntry.Type, Attachment.Type, LooseFile.Type, AbandonedDocument.Type, Announcement.Type,
        Claim.Type, OrderClaim.Type, SecretClaim.Type, SkuClaim.Type, NumberClaim.Type,
        Store.Type, StoreEvent.Type, StoreEventBody.Type, Subscription.Type, Domain.Subscriptions.Delivery.Type, PullState.Type, WebhookWatch.Type, ApiVersion.Type, Job.Type, DataFile.Type, ShopRedaction.Type, ImportRun.Type, CustomerSync.Type, CreditRun.Type, CreditRunPage.Type, HubSettings.Type, Sequence.Type, Product.Type, KnownTag.Type,
        .. HubHttp.Documents,
    ];

    public static IServiceCollection AddHub(this IServiceCollection services, IConfiguration configuration)
    {
        HubStorage.Add(services, configuration, Documents);
        SealingKeys.Add(services, configuration);
        var allowLocal = configuration.GetValue<bool>($"{HubOptions.Section}:AllowLocalStores");
        return services.AddHubHttp(configuration).AddCustomers().AddStores(configuration, allowLocal).AddSubscriptions(allowLocal).AddJobs().AddTelemetry(configuration);
    }

    public static void MapHub(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHubBasics();
        endpoints.MapCustomers();
        endpoints.MapImports();
        endpoints.MapSyncs();
        endpoints.MapContacts();
        endpoints.MapAddresses();
        endpoints.MapNotes();
        endpoints.MapAttachments();
        endpoints.MapHolds();
        endpoints.MapCustomerMarks();
        endpoints.MapMerges();
        endpoints.MapProfiles();
        endpoints.MapPersonalData();
        endpoints.MapHistory();
        endpoints.MapProducts();
        endpoints.MapSales();
        endpoints.MapSettings();
        endpoints.MapCreditChecks();
        endpoints.MapStores();
        endpoints.MapStoreEvents();
        endpoints.MapSubscriptions();
        endpoints.MapDeliveries();
        endpoints.MapJobs();
        endpoints.MapWebhooks();
    }

    private static void MapSales(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOrders();
        endpoints.MapOrderLists();
        endpoints.MapQuotes();
        endpoints.MapInvoices();
        endpoints.MapReturns();
        endpoints.MapPayments();
        endpoints.MapStatements();
        endpoints.MapTransactions();
        endpoints.MapReports();
    }

    private static IServiceCollection AddCustomers(this IServiceCollection services) => services
        .AddSingleton<CurrentSettings>().AddSingleton<Numbers>().AddSingleton<CustomerStore>().AddSingleton<CreateReference>().AddSingleton<WriteParts>().AddScoped<PrepareChange>().AddSingleton<ReadParts>()
        .AddSingleton<AbandonDocument>().AddSingleton<ClaimNumber>().AddSingleton<GaplessNumbers>().AddSingleton<TakeNumber>()
        .AddScoped<Branches>().AddSingleton<KnownTags>().AddScoped<PrepareProfile>()
        .AddScoped<CreateCustomer>().AddScoped<ChangeCustomer>().AddScoped<WriteCustomer>().AddScoped<HoldCustomer>().AddScoped<MarkCustomer>().AddScoped<ChangeOwner>().AddScoped<FollowParent>().AddScoped<TellParent>().AddScoped<KeepFamilies>()
        .AddSingleton(PartTypes.Among(Documents)).AddSingleton<FinishDeletion>().AddScoped<DeleteCustomer>().AddScoped<ChangeSettings>()
        .AddSingleton(MovingTypes.Among(Documents)).AddSingleton<HoldForMerge>().AddSingleton<MergeJobs>().AddScoped<StartMerge>()
        .AddScoped<MergeCustomer>().AddScoped<CopyParts>().AddScoped<TakeOver>().AddScoped<LeadOn>().AddScoped<RemoveMerged>()
        .AddScoped<ChangeContact>().AddScoped<ChangeAddress>().AddScoped<AddNote>()
        .AddSingleton<LooseFiles>().AddScoped<AddAttachment>().AddScoped<RemoveAttachment>()
        .AddSingleton<ProductStore>().AddSingleton<ClaimSku>().AddScoped<SaveProduct>()
        .AddScoped<StartCreditCheck>().AddScoped<RunCreditCheck>().AddScoped<CheckCustomer>().AddScoped<CreditProgress>()
        .AddSingleton<RedactParts>().AddScoped<RedactCustomer>().AddScoped<RedactionJobs>()
        .AddSingleton<CustomerEvents>().AddScoped<ReadPersonalData>()
        .AddSingleton<OpenImport>().AddSingleton<ImportFiles>().AddSingleton<TakeRows>().AddSingleton<ImportJobs>()
        .AddScoped<StartImport>().AddScoped<FindImported>().AddScoped<CheckImported>().AddScoped<ImportCustomerRow>().AddScoped<ImportContactRow>().AddScoped<RunImport>()
        .AddSingleton<WriteSums>().AddSingleton<CustomerGates>().AddScoped<WriteAccount>().AddScoped<CreateNumbered>()
        .AddScoped<ApplyCredits>().AddScoped<RecordPayment>().AddScoped<ChangeAllocations>().AddScoped<VoidPayment>().AddScoped<RecordRefund>().AddScoped<RecordAdjustment>()
        .AddSingleton<ReadStatement>().AddSingleton<ReadEntries>()
        .AddSingleton<MergedAway>().AddSingleton<ReadSums>().AddSingleton<CustomerNames>().AddSingleton<ReadSales>().AddSingleton<ReadReceivables>().AddSingleton<ReadCustomerGroups>()
        .AddScoped<PostInvoice>().AddScoped<RecordCashSale>().AddScoped<RecordCreditNote>().AddScoped<ReturnGoods>().AddScoped<DeliverGoods>()
        .AddScoped<CreateOrder>().AddScoped<ChangeOrder>().AddScoped<ChangeQuote>().AddScoped<AcceptQuote>()
        .AddSingleton<CustomerView>().AddSingleton<ReadProfile>();

    private static IServiceCollection AddStores(this IServiceCollection services, IConfiguration configuration, bool allowLocal)
    {
        services.AddOptions<StoreOptions>().Bind(configuration.GetSection(StoreOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddShopReaders(allowLocal).AddSingleton<StoreReads>()
            .AddSingleton<ISecretSeal, StoreSeal>().AddSingleton<StoreRegistry>().AddSingleton<EventBodies>().AddSingleton<ReceiveWebhook>()
            .AddScoped<SaveStore>().AddScoped<StoreEvents>().AddScoped<StoreProgress>()
            .AddScoped<FindCustomer>().AddScoped<KeepTold>().AddScoped<PrepareCustomer>().AddScoped<ImportCustomer>().AddScoped<ImportOrder>().AddScoped<OrderWriter>()
            .AddScoped<DeleteStoreOrder>().AddScoped<ReadFromStore>().AddSingleton<NoteApiVersion>().AddSingleton<AskStore>().AddSingleton<FindShop>().AddSingleton<FindPerson>().AddSingleton<RegisterWebhooks>();
    }

    private static IServiceCollection AddSubscriptions(this IServiceCollection services, bool allowLocal)
    {
        SendDelivery.AddClient(services, allowLocal);
        return services.AddSingleton<Subscribers>().AddSingleton<SigningSecrets>().AddSingleton<SendDelivery>().AddScoped<SaveSubscription>().AddScoped<Deliveries>()
            .AddScoped<SpreadAnnouncement>().AddScoped<NoteAttempt>().AddScoped<HandleDelivery>().AddScoped<RequeueDeliveries>().AddScoped<ForgetDeliveries>();
    }

    private static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<QueueHandlers>().AddSingleton<Schedules>().AddSingleton<EventEnding>()
        .AddScoped<HandleStoreEvent>().AddScoped<ApplyStoreEvent>().AddScoped<PullStore>().AddScoped<TakePage>().AddScoped<TakeOrders>().AddScoped<PullJobs>()
        .AddScoped<StartSync>().AddScoped<SyncJobs>().AddScoped<SyncCustomer>().AddScoped<ReadLinked>().AddScoped<ReadKnownOrders>().AddScoped<ResumeJobs>()
        .AddScoped<GiveUp>().AddScoped<ErasePerson>().AddScoped<RunRedaction>().AddScoped<RedactShop>().AddScoped<ActOnCompliance>().AddScoped<TellData>().AddSingleton<DataFiles>().AddScoped<RunMerge>().AddScoped<RequeueWaitingEvents>().AddScoped<ForgetEventBodies>().AddSingleton<WatchWebhooks>();
}
