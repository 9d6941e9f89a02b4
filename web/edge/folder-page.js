// Runs in CloudFront at every request of a page that lies in a bucket. S3 has files and no folders: the page of a folder is
// its index.html. What has a dot in its last step is a file by its own name.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const request = event.request;
  const last = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (last === '') request.uri += 'index.html';
  else if (last.indexOf('.') < 0) request.uri += '/index.html';
  return request;
}
