using Customers.Domain.Blobs;
using Customers.Domain.Addresses;
using Customers.Domain.Contacts;
using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Notes;
using Customers.Domain.Queues;
using Customers.Domain.Redaction;
using Customers.Domain.Settings;
using Customers.Domain.Stores;
using Customers.Domain.Subscriptions;

namespace Customers.Domain.Tests.Setup;

public sealed class UseCases
{
    public UseCases(IDocumentStore documents, IQueue queue, IBlobStore blobs, TimeProvider clock)
    {
        (_documents, _queue, _clock, Ids) = (documents, queue, clock, new UlidSource(clock));
        Customers = new(documents, Subscribers = new(documents, clock));
        Numbers = new(documents, Settings = new(documents, clock));
        Gapless = new(documents, new(documents, Customers, clock), clock);
        Take = new(Numbers, Gapless, new(documents, new(documents, Customers, clock), clock));
        References = new(documents, Customers, Numbers, clock);
        Find = new(documents, Customers, Ids, clock);
        Prepare = new(Find, References, Settings, new(documents, new(documents), Ids), clock);
        Writer = new(documents, Customers, Settings, new(documents), Ids, clock);
        Orders = new(documents, Find, Prepare, Writer);
        Deletions = new(documents, Writer);
        StoreCustomers = new(Customers, Find, Prepare, Ids, clock);
        Parts = new(documents, Customers);
        var change = new PrepareChange(Settings, Ids, clock);
        Branches = new(documents, Customers, Parts, change);
        Follow = new(Customers, Branches, change);
        Families = new(documents, new(Customers, Parts, change), Follow);
        Profiles = new(Settings, Branches, new KnownTags(documents));
        var write = new WriteCustomer(Customers, change);
        Change = new(write, Profiles, References, Follow, Branches);
        Hold = new(write);
        Removal = new(documents, References, new(documents, blobs, new(clock), clock), Hub.Parts);
        Delete = new(Customers, Branches, Removal, Ids, clock);
        (Contacts, Addresses, Notes) = (new(Parts, Ids, clock), new(Parts, documents, Ids, clock), new(Parts, Ids, clock));
        Redact = new(documents, Customers, Parts, new(documents, blobs, new(clock), clock), new(documents), Ids, clock);
        StartCredit = new(documents, queue, Settings, Ids, clock);
        Credit = new(documents, queue, new CheckCustomer(Customers, Ids, clock), Settings, clock);
    }

    private readonly IDocumentStore _documents;
    private readonly IQueue _queue;
    private readonly TimeProvider _clock;

    public IIdSource Ids { get; }
    public CurrentSettings Settings { get; }
    public Numbers Numbers { get; }
    public GaplessNumbers Gapless { get; }
    public TakeNumber Take { get; }
    public CreateReference References { get; }
    public CustomerStore Customers { get; }
    public Subscribers Subscribers { get; }
    public FindCustomer Find { get; }
    public PrepareCustomer Prepare { get; }
    public OrderWriter Writer { get; }
    public ImportOrder Orders { get; }
    public DeleteStoreOrder Deletions { get; }
    public ImportCustomer StoreCustomers { get; }
    public ChangeCustomer Change { get; }
    public HoldCustomer Hold { get; }
    public DeleteCustomer Delete { get; }
    public Branches Branches { get; }
    public FollowParent Follow { get; }
    public KeepFamilies Families { get; }
    public PrepareProfile Profiles { get; }
    public FinishDeletion Removal { get; }
    public WriteParts Parts { get; }
    public ChangeContact Contacts { get; }
    public ChangeAddress Addresses { get; }
    public AddNote Notes { get; }
    public RedactCustomer Redact { get; }
    public MergeJobs MergeJobs => new(_documents, _queue, _clock);
    public StartMerge StartMerge => new(Customers, Held, Branches, MergeJobs, Ids);
    public MergeCustomer Merge => new(
        Customers, new(_documents, Customers, Hub.Moving, MergeJobs), new(Customers, Held, new(_documents), Settings, Ids, _clock), new(_documents, Customers, Branches, Ids, _clock), new(_documents, Branches, Hub.Moving, MergeJobs));
    private HoldForMerge Held => new(_documents, Customers, _clock);
    public StartCreditCheck StartCredit { get; }
    public RunCreditCheck Credit { get; }

    public Task<Imported> ImportAsync(Store store, StoreOrder version) => Orders.RunAsync(store, version, readAt: null, default);

    public CreateCustomer Create(IIdSource? ids = null) => new(Customers, References, Profiles, ids ?? Ids, _clock);

    public async Task SetAsync(Func<HubSettings, HubSettings> change)
    {
        var current = await Settings.ReadAsync(default);
        Assert.True(await Settings.SaveAsync(current, change(current?.Value ?? new()), default));
    }
}
