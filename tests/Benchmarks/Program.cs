using Customers.Benchmarks;

if (args is [BareServer.Argument])
{
    await BareServer.RunAsync();
    return;
}

if (args is [DemoStoreServer.Argument, var orders])
{
    await DemoStoreServer.RunAsync(int.Parse(orders, System.Globalization.CultureInfo.InvariantCulture));
    return;
}

string[] all = ["machine", "webhooks", "customers", "lists", "credit", "uploads", "search", "imports", "reports", "postings", "pulls"];
var wanted = args is [] or ["all"] ? all : args;
if (wanted.Except(all).Any())
{
    Console.Error.WriteLine($"usage: Benchmarks [all | {string.Join(" | ", all)}]…");
    Environment.ExitCode = 2;
    return;
}

var (table, lists) = (new Table(), new ListTable());
if (wanted.Contains("machine")) await MachineRows.AddAsync(table);
if (wanted.Contains("webhooks")) await WebhookRows.AddAsync(table);
if (wanted.Contains("customers")) await CustomerRows.AddAsync(table);
if (wanted.Contains("lists")) await ListRows.AddAsync(table);
if (wanted.Contains("credit")) await CreditRows.AddAsync(table);
if (wanted.Contains("uploads")) await UploadRows.AddAsync(table);
if (wanted.Contains("search")) await SearchRows.AddAsync(lists);
if (wanted.Contains("imports")) await ImportRows.AddAsync(table);
if (wanted.Contains("reports")) await ReportRows.AddAsync(table);
if (wanted.Contains("postings")) await PostingRows.AddAsync(table);
if (wanted.Contains("pulls")) await PullRows.AddAsync(table);
table.Print();
lists.Print();
